import { Button, Modal, TextInput } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useChange, useReason } from "../data/use-change.ts";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { Nothing, Panel, Screen } from "../parts/screen.tsx";
import { createPage, PAGES, pagesQuery } from "./page-data.ts";
import { PageState } from "./page-state.tsx";
import { pageWords } from "./page-words.ts";

function NewPage({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(pageWords);
  const reason = useReason();
  const navigate = useNavigate();
  const [title, setTitle] = useState("");
  const [slug, setSlug] = useState("");
  const create = useChange({
    run: () => createPage(slug.trim(), title),
    refreshes: [PAGES],
    saysFailure: true,
    onDone: (page) => void navigate({ to: "/pages/$slug", params: { slug: page.slug } }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate(undefined);
  };
  return (
    <Modal opened onClose={onClose} title={w.add} closeButtonProps={{ "aria-label": w.close }}>
      <form className="nr-form" onSubmit={submit}>
        <TextInput
          label={w.pageTitle}
          required
          maxLength={120}
          data-autofocus
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <TextInput
          label={w.address}
          description={w.addressHint}
          required
          maxLength={80}
          value={slug}
          onChange={(event) => setSlug(event.currentTarget.value)}
        />
        <p className="nr-problem" role="alert">
          {create.error === null ? "" : reason(create.error)}
        </p>
        <Button type="submit" loading={create.isPending}>
          {w.create}
        </Button>
      </form>
    </Modal>
  );
}

/** The static pages of the site. */
export function PagesScreen() {
  const w = useWords(pageWords);
  const { data } = useSuspenseQuery(pagesQuery);
  const [isAdding, setAdding] = useState(false);
  return (
    <Screen
      title={w.title}
      note={w.note}
      width="reading"
      actions={
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
          {w.add}
        </Button>
      }
    >
      <Panel>
        {data.items.length === 0 && <Nothing>{w.none}</Nothing>}
        <ul className="nr-rows">
          {data.items.map((page) => (
            <li key={page.slug}>
              <span className="nr-grow">
                <Link to="/pages/$slug" params={{ slug: page.slug }} className="nr-headline">
                  {page.title === "" ? w.untitled : page.title}
                </Link>
                <small className="nr-quiet">
                  <bdi>/pages/{page.slug}</bdi>
                </small>
              </span>
              <PageState page={page} />
            </li>
          ))}
        </ul>
      </Panel>
      {isAdding && <NewPage onClose={() => setAdding(false)} />}
    </Screen>
  );
}
