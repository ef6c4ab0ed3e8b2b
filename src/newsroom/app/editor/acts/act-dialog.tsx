import { Button, Checkbox, Modal, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { MissingField, StoryAct } from "#stories/workflow.ts";
import { api } from "../../data/api.ts";
import { useReason } from "../../data/use-change.ts";
import { useSession } from "../../data/session.ts";
import { frameWords } from "../../frame/frame-words.ts";
import { notify } from "../../frame/toasts.tsx";
import { useWords } from "../../language/words.tsx";
import type { OpenDraft } from "../saving/open-draft.ts";
import { isUnsaved } from "../saving/save-state.ts";
import { outcomeOf } from "./act-data.ts";
import { actWords } from "./act-words.ts";
import { wallNow } from "./wall-time.ts";

/** Acts that are asked about before they are done. */
export type AskedAct = Exclude<StoryAct, "write" | "note" | "assign" | "embargo" | "sharePreview">;

/** Acts after which something is where people looked for it no longer. */
const TAKES_AWAY: ReadonlySet<AskedAct> = new Set(["takeDown", "unpublish", "discard"]);

/** What is asked before an act, and what is said after it. */
function useForm(act: AskedAct) {
  const w = useWords(actWords);
  const { edition } = useSession();
  const titles: Readonly<Record<AskedAct, string>> = {
    publish: w.publishTitle,
    update: w.update,
    correct: w.correctTitle,
    schedule: w.scheduleTitle,
    unschedule: w.unschedule,
    submit: w.submit,
    approve: w.approve,
    return: w.returnTitle,
    discard: w.discardTitle,
    bringBack: w.bringBack,
    unpublish: w.unpublishTitle,
    takeDown: w.takeDownTitle,
  };
  const asks: Readonly<Partial<Record<AskedAct, string>>> = {
    publish: w.publishAsk,
    update: w.updateAsk,
    correct: w.correctAsk,
    schedule: w.zone(edition.zone),
    discard: w.discardAsk,
    bringBack: w.bringBackAsk,
    unpublish: w.unpublishAsk,
    takeDown: w.takeDownAsk,
  };
  const texts: Readonly<Partial<Record<AskedAct, string>>> = {
    correct: w.correctNote,
    return: w.returnNote,
    takeDown: w.takeDownReason,
  };
  return { title: titles[act], ask: asks[act], text: texts[act] };
}

/** Asks once more before something is done to a story, with what has to be said about it. */
export function ActDialog({
  act,
  draft,
  onClose,
  onDone,
  onStale,
}: {
  readonly act: AskedAct;
  readonly draft: OpenDraft;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
  readonly onStale: () => void;
}) {
  const w = useWords(actWords);
  const frame = useWords(frameWords);
  const reason = useReason();
  const { edition } = useSession();
  const form = useForm(act);
  const [text, setText] = useState("");
  const [matters, setMatters] = useState(true);
  const [wall, setWall] = useState(() => wallNow(edition.zone, 60));
  const [missing, setMissing] = useState<readonly MissingField[]>([]);
  const [gap, setGap] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [why, setWhy] = useState("");
  const isTextNeeded = act === "correct" || act === "takeDown";

  const routes = api.stories[":id"];
  const param = { id: draft.story };
  const run = (base: number) => {
    switch (act) {
      case "publish":
      case "update":
        return outcomeOf(routes.publish.$post({ param, json: { base, matters } }));
      case "correct":
        return outcomeOf(routes.correct.$post({ param, json: { base, note: text } }));
      case "schedule":
        return outcomeOf(routes.schedule.$post({ param, json: { base, at: wall } }));
      case "unschedule":
        return outcomeOf(routes.schedule.$delete({ param }));
      case "submit":
        return outcomeOf(routes.move.$post({ param, json: { to: "inReview" } }));
      case "approve":
        return outcomeOf(routes.move.$post({ param, json: { to: "ready" } }));
      case "return": {
        const note = text.trim() === "" ? {} : { note: text };
        return outcomeOf(routes.move.$post({ param, json: { to: "draft", ...note } }));
      }
      case "discard":
        return outcomeOf(routes.move.$post({ param, json: { to: "discarded" } }));
      case "bringBack":
        return outcomeOf(routes.move.$post({ param, json: { to: "draft" } }));
      case "unpublish":
        return outcomeOf(routes.unpublish.$post({ param }));
      case "takeDown":
        return outcomeOf(routes.takedown.$post({ param, json: { reason: text } }));
    }
  };
  const perform = async (): Promise<void> => {
    setBusy(true);
    setWhy("");
    setMissing([]);
    setGap(undefined);
    try {
      // What is done is done to the text on the screen: it goes to the server first.
      const state = await draft.keeper.saveNow();
      if (state.block === "stale") return onStale();
      if (isUnsaved(state)) return setWhy(w.notSaved);
      const outcome = await run(state.base);
      if (outcome.kind === "missing") return setMissing(outcome.missing);
      if (outcome.kind === "gap") return setGap(outcome.next);
      if (outcome.kind === "stale") return onStale();
      const said = w.done[act];
      notify("done", typeof said === "function" ? said(wall.replace("T", " ")) : said);
      await onDone();
      onClose();
    } catch (error) {
      setWhy(error instanceof Error ? reason(error) : frame.failed);
    } finally {
      setBusy(false);
    }
  };
  const [day = "", time = ""] = wall.split("T");
  return (
    <Modal
      opened
      onClose={onClose}
      title={form.title}
      closeButtonProps={{ "aria-label": frame.close }}
    >
      <form
        className="ed-form"
        onSubmit={(event) => {
          event.preventDefault();
          void perform();
        }}
      >
        {form.ask !== undefined && <p className="nr-quiet">{form.ask}</p>}
        {act === "schedule" && (
          <div className="ed-two">
            <TextInput
              data-autofocus
              type="date"
              label={w.day}
              value={day}
              required
              onChange={(event) => setWall(`${event.currentTarget.value}T${time}`)}
            />
            <TextInput
              type="time"
              label={w.time}
              value={time}
              required
              onChange={(event) => setWall(`${day}T${event.currentTarget.value}`)}
            />
          </div>
        )}
        {form.text !== undefined && (
          <Textarea
            data-autofocus
            autosize
            minRows={3}
            maxRows={10}
            maxLength={act === "takeDown" ? 2000 : 4000}
            label={form.text}
            placeholder={act === "correct" ? w.correctHint : ""}
            required={isTextNeeded}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {act === "update" && (
          <Checkbox
            label={w.matters}
            checked={matters}
            onChange={(event) => setMatters(event.currentTarget.checked)}
          />
        )}
        {missing.length > 0 && (
          <p className="ed-problem" role="alert">
            {w.missing(missing.map((field) => w.fields[field]).join("، "))}
          </p>
        )}
        {gap !== undefined && (
          <p className="ed-problem" role="alert">
            {w.gap(gap.replace("T", " "))}{" "}
            <Button variant="default" size="compact-sm" onClick={() => setWall(gap.slice(0, 16))}>
              {w.useNext}
            </Button>
          </p>
        )}
        {why !== "" && (
          <p className="ed-problem" role="alert">
            {why}
          </p>
        )}
        <div className="ed-row">
          <Button
            type="submit"
            data-autofocus={form.text === undefined && act !== "schedule" ? true : undefined}
            loading={isBusy}
            className={TAKES_AWAY.has(act) ? "nr-go" : ""}
            color={TAKES_AWAY.has(act) ? "rubric" : "ink"}
            disabled={isTextNeeded && text.trim() === ""}
          >
            {act === "publish" ? w.publish : w[act]}
          </Button>
          <Button variant="default" onClick={onClose}>
            {w.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
