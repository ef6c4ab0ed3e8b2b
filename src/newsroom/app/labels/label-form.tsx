import { Button, Textarea, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useChange, useReason } from "../data/use-change.ts";
import { useWords } from "../language/words.tsx";
import { PicturePicker } from "../media/picture-picker.tsx";
import { saveLabel, type Label, type LabelKind } from "./label-data.ts";
import { labelWords } from "./label-words.ts";

function Portrait({
  url,
  onChange,
}: {
  readonly url: string | null;
  readonly onChange: (picture: { readonly id: string; readonly url: string } | null) => void;
}) {
  const w = useWords(labelWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="nr-portrait">
      {url !== null && <img src={url} alt="" width={72} height={72} />}
      <div className="nr-inline-form">
        <Button variant="default" onClick={() => setOpen(true)}>
          {w.choosePortrait}
        </Button>
        {url !== null && (
          <Button variant="subtle" onClick={() => onChange(null)}>
            {w.removePortrait}
          </Button>
        )}
      </div>
      <PicturePicker opened={isOpen} onClose={() => setOpen(false)} onPick={onChange} />
    </div>
  );
}

/** Name, words and, of an author, portrait. */
export function LabelForm({
  kind,
  label,
  onDone,
}: {
  readonly kind: LabelKind;
  readonly label: Label;
  readonly onDone: () => void;
}) {
  const w = useWords(labelWords);
  const reason = useReason();
  const [fields, setFields] = useState(label);
  const save = useChange({
    run: () => saveLabel(kind, label.slug, fields),
    refreshes: [[kind]],
    done: w.saved,
    saysFailure: true,
    onDone,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <form className="nr-form" onSubmit={submit}>
      <TextInput
        label={w.name}
        description={w.renameNote}
        required
        maxLength={120}
        data-autofocus
        value={fields.name}
        onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
      />
      <Textarea
        label={kind === "topics" ? w.description : w.bio}
        autosize
        minRows={2}
        maxLength={2000}
        value={fields.about}
        onChange={(event) => setFields({ ...fields, about: event.currentTarget.value })}
      />
      {kind === "authors" && (
        <Portrait
          url={fields.portraitUrl}
          onChange={(picture) =>
            setFields({
              ...fields,
              portrait: picture?.id ?? null,
              portraitUrl: picture?.url ?? null,
            })
          }
        />
      )}
      <p className="nr-problem" role="alert">
        {save.error === null ? "" : reason(save.error)}
      </p>
      <Button type="submit" loading={save.isPending}>
        {w.save}
      </Button>
    </form>
  );
}
