import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** The shades are only names here: what they look like stands in styles/mantine.css, for light and dark. */
const byName = (name: string): MantineColorsTuple => [
  `var(--${name}-wash)`,
  `var(--${name}-wash)`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
];

/** Mantine in the newsroom's dress: denser than its own, one leading colour, no animation but where it explains. */
export const theme = createTheme({
  primaryColor: "ink",
  primaryShade: 6,
  colors: { ink: byName("ink"), rubric: byName("rubric"), lapis: byName("lapis") },
  fontFamily: "var(--head)",
  headings: { fontFamily: "var(--head)", fontWeight: "700" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "sm" } },
    TextInput: { defaultProps: { size: "sm" } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 0 } } },
    Menu: { defaultProps: { transitionProps: { duration: 0 }, withinPortal: true } },
    Popover: { defaultProps: { transitionProps: { duration: 0 } } },
    Combobox: { defaultProps: { transitionProps: { duration: 0 } } },
    Tooltip: { defaultProps: { transitionProps: { duration: 0 }, openDelay: 400 } },
    Loader: { defaultProps: { type: "dots", color: "rubric" } },
  },
});
