import { keptFields } from "./addresses.ts";
import { Icon } from "../parts/icons.tsx";
import type { Asked } from "./load.ts";
import { searchStrings } from "./strings.ts";

/**
 * The form of a search. It works as it is; where there is a script, `search-box` adds suggestions to it by the combobox
 * pattern of the ARIA Authoring Practices Guide.
 */
export const SearchForm = ({ asked }: { asked: Asked }) => (
  <search>
    <search-box
      data-suggestions={searchStrings.suggestions}
      data-topics={searchStrings.topics}
      data-people={searchStrings.people}
      data-headlines={searchStrings.headlines}
    >
      <form action="/search" class="search-form">
        <label class="unseen" for="q">
          {searchStrings.label}
        </label>
        <input
          id="q"
          name="q"
          type="search"
          value={asked.q}
          placeholder={searchStrings.placeholder}
          autocomplete="off"
          enterkeyhint="search"
        />
        {keptFields(asked, ["q"]).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit">
          <Icon name="search" />
          <span>{searchStrings.go}</span>
        </button>
      </form>
    </search-box>
  </search>
);
