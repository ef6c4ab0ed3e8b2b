import { Button, Switch, Textarea, TextInput } from "@mantine/core";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { ApiProblem } from "../data/problem.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { useSession } from "../data/session.ts";
import { notify } from "../frame/toasts.tsx";
import { useWords } from "../language/words.tsx";
import { Panel, Screen } from "../parts/screen.tsx";
import {
  PAGES,
  pageQuery,
  publishPage,
  savePage,
  unpublishPage,
  type EditedPage,
  type PageFields,
} from "./page-data.ts";
import { PageBody } from "./page-body.tsx";
import { PageState } from "./page-state.tsx";
import { pageWords } from "./page-words.ts";

const route = getRouteApi("/room/pages/$slug");
const FORM = "page-form";

function usePage(slug: string) {
  const w = useWords(pageWords);
  const reason = useReason();
  const client = useQueryClient();
  const { data: page } = useSuspenseQuery(pageQuery(slug));
  const [fields, setFields] = useState<PageFields>(page.draft);
  /** Counts what was taken over from a colleague: the writing surface is made anew with it. */
  const [taken, setTaken] = useState(0);
  const show = (next: EditedPage): void => {
    client.setQueryData(pageQuery(slug).queryKey, next);
    setFields(next.draft);
  };
  const failed = async (error: Error): Promise<void> => {
    if (!(error instanceof ApiProblem) || error.status !== 409) {
      notify("failed", reason(error));
      return;
    }
    show(await client.fetchQuery({ ...pageQuery(slug), staleTime: 0 }));
    setTaken((count) => count + 1);
    notify("failed", w.stale);
  };
  const refreshes = [[...PAGES, "list"]];
  const options = { refreshes, saysFailure: true, onDone: show };
  const save = useChange({
    ...options,
    run: () => savePage(slug, page.version, fields),
    done: w.saved,
  });
  const publish = useChange({
    ...options,
    run: async () => publishPage(slug, (await savePage(slug, page.version, fields)).version),
    done: w.published,
  });
  const unpublish = useChange({
    ...options,
    run: () => unpublishPage(slug),
    done: w.unpublished,
  });
  const onError = { onError: (error: Error) => void failed(error) };
  return {
    page,
    fields,
    taken,
    change: (given: Partial<PageFields>) => setFields((before) => ({ ...before, ...given })),
    save: () => save.mutate(undefined, onError),
    publish: () => publish.mutate(undefined, onError),
    unpublish: () => unpublish.mutate(undefined, onError),
    isBusy: save.isPending || publish.isPending || unpublish.isPending,
  };
}

/** A static page: its words, and whether readers see it. */
export function PageScreen() {
  const w = useWords(pageWords);
  const { slug } = route.useParams();
  const { edition } = useSession();
  const { page, fields, taken, change, save, publish, unpublish, isBusy } = usePage(slug);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save();
  };
  return (
    <Screen
      title={fields.title === "" ? w.untitled : fields.title}
      note={<PageState page={page} />}
      width="reading"
      actions={
        <>
          {page.publishedAt !== null && (
            <>
              <a className="nr-link" href={page.url} target="_blank" rel="noreferrer">
                {w.see}
              </a>
              <Button variant="default" disabled={isBusy} onClick={unpublish}>
                {w.unpublish}
              </Button>
            </>
          )}
          <Button variant="default" type="submit" form={FORM} disabled={isBusy}>
            {w.save}
          </Button>
          <Button color="rubric" className="nr-go" loading={isBusy} onClick={publish}>
            {w.publish}
          </Button>
        </>
      }
    >
      <form id={FORM} className="nr-stack" onSubmit={submit}>
        <Panel>
          <div className="nr-form">
            <TextInput
              label={w.pageTitle}
              required
              maxLength={120}
              value={fields.title}
              onChange={(event) => change({ title: event.currentTarget.value })}
            />
            <Textarea
              label={w.description}
              description={w.descriptionHint}
              autosize
              maxLength={300}
              value={fields.description}
              onChange={(event) => change({ description: event.currentTarget.value })}
            />
            <Switch
              label={w.inFooter}
              checked={fields.inFooter}
              onChange={(event) => change({ inFooter: event.currentTarget.checked })}
            />
          </div>
        </Panel>
        <Panel title={w.body}>
          <PageBody
            key={taken}
            body={fields.body}
            direction={edition.lang === "ar" ? "rtl" : "ltr"}
            onChange={(body) => change({ body })}
          />
        </Panel>
      </form>
    </Screen>
  );
}
