import { ActionIcon, Button, Modal, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useSession } from "../data/session.ts";
import { useChange } from "../data/use-change.ts";
import { notify } from "../frame/toasts.tsx";
import { LoadingScreen } from "../frame/other-screens.tsx";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { Nothing, Panel, Screen } from "../parts/screen.tsx";
import { labelsQuery, mergeLabel, type Label, type LabelKind } from "./label-data.ts";
import { LabelForm } from "./label-form.tsx";
import { labelWords } from "./label-words.ts";

function useLabels(kind: LabelKind, q: string) {
  const query = useInfiniteQuery(labelsQuery(kind, useDeferredValue(q)));
  if (query.isError) throw query.error;
  return { ...query, labels: query.data?.pages.flatMap(({ items }) => items) ?? [] };
}

function MergeForm({
  kind,
  label,
  onClose,
}: {
  readonly kind: LabelKind;
  readonly label: Label;
  readonly onClose: () => void;
}) {
  const w = useWords(labelWords);
  const [q, setQ] = useState("");
  const [into, setInto] = useState<Label>();
  const { labels } = useLabels(kind, q);
  const merge = useChange({
    run: (target: string) => mergeLabel(kind, label.slug, target),
    refreshes: [[kind]],
    onDone: ({ stories }) => {
      notify("done", w.merged(stories));
      onClose();
    },
  });
  return (
    <div className="nr-form">
      <p className="nr-quiet">{w.mergeNote}</p>
      <TextInput
        type="search"
        aria-label={kind === "topics" ? w.searchTopics : w.searchAuthors}
        placeholder={kind === "topics" ? w.searchTopics : w.searchAuthors}
        data-autofocus
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      <ul className="nr-choices">
        {labels
          .filter(({ slug }) => slug !== label.slug)
          .slice(0, 8)
          .map((one) => (
            <li key={one.slug}>
              <button
                type="button"
                aria-pressed={into?.slug === one.slug}
                onClick={() => setInto(one)}
              >
                <span>{one.name}</span>
                <small className="nr-quiet">{w.stories(one.stories)}</small>
              </button>
            </li>
          ))}
      </ul>
      <Button
        color="rubric"
        className="nr-go"
        disabled={into === undefined}
        loading={merge.isPending}
        onClick={() => {
          if (into !== undefined) merge.mutate(into.slug);
        }}
      >
        {w.mergeButton}
      </Button>
    </div>
  );
}

function LabelsScreen({ kind }: { readonly kind: LabelKind }) {
  const w = useWords(labelWords);
  const { acts } = useSession();
  const [q, setQ] = useState("");
  const [open, setOpen] = useState<{ readonly label: Label; readonly form: "edit" | "merge" }>();
  const { labels, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useLabels(kind, q);
  const close = (): void => setOpen(undefined);
  const searchWord = kind === "topics" ? w.searchTopics : w.searchAuthors;
  return (
    <Screen title={w[kind]} width="reading">
      <TextInput
        type="search"
        className="nr-search"
        leftSection={<Icon name="search" size={16} />}
        aria-label={searchWord}
        placeholder={searchWord}
        maxLength={200}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      {isPending ? (
        <LoadingScreen />
      ) : labels.length === 0 ? (
        <Nothing>{q === "" ? w.none : w.noneFound}</Nothing>
      ) : (
        <Panel>
          <ul className="nr-rows">
            {labels.map((label) => (
              <li key={label.slug}>
                {label.portraitUrl !== null && (
                  <img className="nr-face" src={label.portraitUrl} alt="" width={36} height={36} />
                )}
                <span className="nr-grow">
                  <b>{label.name}</b>
                  <small className="nr-quiet">{label.about}</small>
                </span>
                <span className="nr-quiet nr-number">{w.stories(label.stories)}</span>
                {acts.includes("editTaxonomy") && (
                  <>
                    <ActionIcon
                      variant="subtle"
                      aria-label={w.edit(label.name)}
                      onClick={() => setOpen({ label, form: "edit" })}
                    >
                      <Icon name="pencil" />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      aria-label={w.mergeInto(label.name)}
                      title={w.merge}
                      onClick={() => setOpen({ label, form: "merge" })}
                    >
                      <Icon name="merge" />
                    </ActionIcon>
                  </>
                )}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {w.more}
        </Button>
      )}
      <Modal
        opened={open !== undefined}
        onClose={close}
        title={
          open === undefined
            ? ""
            : open.form === "edit"
              ? w.edit(open.label.name)
              : w.mergeInto(open.label.name)
        }
        closeButtonProps={{ "aria-label": w.close }}
      >
        {open?.form === "edit" && <LabelForm kind={kind} label={open.label} onDone={close} />}
        {open?.form === "merge" && <MergeForm kind={kind} label={open.label} onClose={close} />}
      </Modal>
    </Screen>
  );
}

/** Every topic. */
export const TopicsScreen = () => <LabelsScreen key="topics" kind="topics" />;

/** Every author. */
export const AuthorsScreen = () => <LabelsScreen key="authors" kind="authors" />;
