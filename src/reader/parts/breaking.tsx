import type { ShownLine } from "#site/breaking.ts";
import { hrefOf, htmlOf } from "../frame/html-text.ts";
import { frameStrings } from "../strings.ts";

/** The breaking strip below the masthead; nothing where nothing is announced. */
export function breakingHtml(lines: readonly ShownLine[]): string {
  if (lines.length === 0) return "";
  return htmlOf(
    <aside class="breaking" aria-label={frameStrings.breaking}>
      <div class="wrap breaking-row">
        <p class="breaking-word">{frameStrings.breaking}</p>
        <ul>
          {lines.map((line) => (
            <li>
              {line.path === undefined ? line.text : <a href={hrefOf(line.path)}>{line.text}</a>}
            </li>
          ))}
        </ul>
      </div>
    </aside>,
  );
}
