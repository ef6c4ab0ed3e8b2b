import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from "react";
import { smartInput } from "../typing/smart-typing.ts";

/** A field of one paragraph that grows with its text; punctuation and quotation marks are set right as in the body. */
export function TextLines({
  value,
  onChange,
  label,
  hint,
  className,
  direction,
  maxLetters,
  isReadOnly,
  onEnter,
  autoFocus = false,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
  readonly hint: string;
  readonly className: string;
  readonly direction: "rtl" | "ltr";
  readonly maxLetters: number;
  readonly isReadOnly: boolean;
  readonly onEnter: () => void;
  readonly autoFocus?: boolean;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const undone = useRef<{ readonly at: number; readonly length: number; readonly typed: string }>(
    undefined,
  );
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.setProperty("block-size", "auto");
    element.style.setProperty("block-size", `${element.scrollHeight}px`);
  }, [value]);
  useEffect(() => {
    // The faces arrive after the first drawing, and lines break anew with them.
    const element = field.current;
    void document.fonts.ready.then(() => {
      element?.style.setProperty("block-size", "auto");
      element?.style.setProperty("block-size", `${element.scrollHeight}px`);
    });
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const element = event.currentTarget;
    if (event.key === "Enter") {
      event.preventDefault();
      if (!event.nativeEvent.isComposing) onEnter();
      return;
    }
    const { selectionStart, selectionEnd } = element;
    const last = undone.current;
    undone.current = undefined;
    if (
      event.key === "Backspace" &&
      last !== undefined &&
      selectionStart === last.at &&
      selectionEnd === last.at
    ) {
      event.preventDefault();
      element.setRangeText(last.typed, last.at - last.length, last.at, "end");
      onChange(element.value);
      return;
    }
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    const before = element.value.slice(0, selectionStart);
    const smart = smartInput(before, event.key, direction);
    if (smart === undefined) return;
    event.preventDefault();
    const begin = selectionStart - smart.deleteBefore;
    const typed = element.value.slice(begin, selectionStart) + event.key;
    element.setRangeText(smart.insert, begin, selectionEnd, "end");
    undone.current = { at: begin + smart.insert.length, length: smart.insert.length, typed };
    onChange(element.value);
  };

  return (
    <textarea
      ref={field}
      rows={1}
      className={className}
      aria-label={label}
      placeholder={hint}
      value={value}
      dir={direction}
      maxLength={maxLetters}
      readOnly={isReadOnly}
      autoFocus={autoFocus}
      spellCheck
      onKeyDown={onKeyDown}
      onChange={(event) => onChange(event.currentTarget.value.replace(/[\r\n]+/g, " "))}
    />
  );
}
