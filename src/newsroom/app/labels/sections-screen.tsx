import { ActionIcon, Button, Modal, Textarea, TextInput } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, read } from "../data/api.ts";
import { useSession } from "../data/session.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { Panel, Screen } from "../parts/screen.tsx";
import { SECTIONS, sectionsQuery, type Section } from "./label-data.ts";
import { labelWords } from "./label-words.ts";

function SectionForm({
  section,
  onClose,
}: {
  readonly section: Section | undefined;
  readonly onClose: () => void;
}) {
  const w = useWords(labelWords);
  const reason = useReason();
  const [fields, setFields] = useState({
    name: section?.name ?? "",
    description: section?.description ?? "",
    slug: "",
  });
  const save = useChange({
    run: async () => {
      const { name, description, slug } = fields;
      await (section === undefined
        ? read(api.sections.$post({ json: { name, description, slug } }))
        : read(
            api.sections[":slug"].$put({
              param: { slug: section.slug },
              json: { name, description },
            }),
          ));
    },
    refreshes: [SECTIONS],
    done: section === undefined ? w.added : w.saved,
    saysFailure: true,
    onDone: onClose,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={section === undefined ? w.add : w.edit(section.name)}
      closeButtonProps={{ "aria-label": w.close }}
    >
      <form className="nr-form" onSubmit={submit}>
        <TextInput
          label={w.name}
          required
          maxLength={120}
          data-autofocus
          value={fields.name}
          onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
        />
        {section === undefined && (
          <TextInput
            label={w.address}
            description={w.addressHint}
            maxLength={120}
            value={fields.slug}
            onChange={(event) => setFields({ ...fields, slug: event.currentTarget.value })}
          />
        )}
        <Textarea
          label={w.description}
          autosize
          maxLength={500}
          value={fields.description}
          onChange={(event) => setFields({ ...fields, description: event.currentTarget.value })}
        />
        <p className="nr-problem" role="alert">
          {save.error === null ? "" : reason(save.error)}
        </p>
        <Button type="submit" loading={save.isPending}>
          {w.save}
        </Button>
      </form>
    </Modal>
  );
}

/** The sections of the edition, in their order. */
export function SectionsScreen() {
  const w = useWords(labelWords);
  const { acts } = useSession();
  const { data } = useSuspenseQuery(sectionsQuery);
  const [edited, setEdited] = useState<Section | "new">();
  const mayEdit = acts.includes("editTaxonomy");
  const order = useChange({
    run: (slugs: string[]) => read(api["sections-order"].$put({ json: { slugs } })),
    refreshes: [SECTIONS],
  });
  const move = (at: number, step: number): void => {
    const slugs = data.items.map(({ slug }) => slug);
    const [moved] = slugs.splice(at, 1);
    if (moved === undefined) return;
    slugs.splice(at + step, 0, moved);
    order.mutate(slugs);
  };
  return (
    <Screen
      title={w.sections}
      note={w.order}
      width="reading"
      actions={
        mayEdit && (
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setEdited("new")}>
            {w.add}
          </Button>
        )
      }
    >
      <Panel>
        <ol className="nr-rows">
          {data.items.map((section, at) => (
            <li key={section.slug}>
              <span className="nr-grow">
                <b>{section.name}</b>
                <small className="nr-quiet">
                  <bdi>/{section.slug}</bdi>
                  {section.description === "" ? "" : ` · ${section.description}`}
                </small>
              </span>
              {mayEdit && (
                <>
                  <ActionIcon
                    variant="subtle"
                    disabled={at === 0}
                    aria-label={w.up(section.name)}
                    onClick={() => move(at, -1)}
                  >
                    <Icon name="up" />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    disabled={at === data.items.length - 1}
                    aria-label={w.down(section.name)}
                    onClick={() => move(at, 1)}
                  >
                    <Icon name="down" />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    aria-label={w.edit(section.name)}
                    onClick={() => setEdited(section)}
                  >
                    <Icon name="pencil" />
                  </ActionIcon>
                </>
              )}
            </li>
          ))}
        </ol>
      </Panel>
      {edited !== undefined && (
        <SectionForm
          section={edited === "new" ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Screen>
  );
}
