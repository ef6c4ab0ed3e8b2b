import {
  ActionIcon,
  Drawer,
  Kbd,
  Menu,
  UnstyledButton,
  useMantineColorScheme,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { SignInAgain } from "../access/sign-in-again.tsx";
import { api, read } from "../data/api.ts";
import { useLive } from "../data/live.ts";
import { useSession } from "../data/session.ts";
import { useLanguage, useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { frameWords } from "./frame-words.ts";
import { PLACES } from "./places.ts";
import { ShortcutsProvider, useShortcuts } from "./shortcuts.tsx";
import { notify, Toasts } from "./toasts.tsx";

const HelpSheet = lazy(async () => ({ default: (await import("./help-sheet.tsx")).HelpSheet }));
const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));

function useVisiblePlaces() {
  const { acts } = useSession();
  return PLACES.filter(({ act }) => acts.includes(act));
}

function PlacesList({ onGo }: { readonly onGo?: () => void }) {
  const w = useWords(frameWords);
  const places = useVisiblePlaces();
  return (
    <nav className="nr-places" aria-label={w.places}>
      {places.map(({ name, to, icon }) => (
        <Link
          key={name}
          to={to}
          activeOptions={{ exact: to === "/" }}
          activeProps={{ "aria-current": "page" }}
          onClick={onGo}
        >
          <Icon name={icon} />
          <span>{w[name]}</span>
        </Link>
      ))}
    </nav>
  );
}

function MyMenu() {
  const w = useWords(frameWords);
  const { person } = useSession();
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const client = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: () => read(api.session.$delete()),
    onSuccess: () => {
      client.clear();
      location.assign("/newsroom");
    },
    onError: () => notify("failed", w.failed),
  });
  return (
    <Menu position="top-start" width={230}>
      <Menu.Target>
        <UnstyledButton className="nr-me">
          <span className="nr-initial" aria-hidden="true">
            {Array.from(person.name)[0]}
          </span>
          <span>
            <b>{person.name}</b>
            <small>{w.role[person.role]}</small>
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<Icon name="authors" size={16} />}
          onClick={() => void navigate({ to: "/me" })}
        >
          {w.me}
        </Menu.Item>
        <Menu.Item
          component="a"
          href="/"
          target="_blank"
          leftSection={<Icon name="external" size={16} />}
        >
          {w.openSite}
        </Menu.Item>
        <Menu.Divider />
        {(["light", "dark", "auto"] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            leftSection={
              <Icon
                name={scheme === "light" ? "sun" : scheme === "dark" ? "moon" : "computer"}
                size={16}
              />
            }
            rightSection={colorScheme === scheme ? <Icon name="check" size={16} /> : null}
            onClick={() => setColorScheme(scheme)}
          >
            {scheme === "light" ? w.light : scheme === "dark" ? w.dark : w.followSystem}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          lang={language === "ar" ? "en" : "ar"}
          onClick={() => choose(language === "ar" ? "en" : "ar")}
        >
          {w.otherLanguage}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="out" size={16} />} onClick={() => signOut.mutate()}>
          {w.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function FramedScreens() {
  const w = useWords(frameWords);
  const { edition, acts } = useSession();
  const navigate = useNavigate();
  const places = useVisiblePlaces();
  const [open, setOpen] = useState<"palette" | "help" | "places">();
  const screen = useRouterState({ select: (state) => state.location.pathname });
  const close = (): void => setOpen(undefined);
  useLive(acts.includes("readDrafts"));
  useShortcuts([
    { keys: "ctrl+KeyK", does: w.palette, run: () => setOpen("palette") },
    { keys: "shift+Slash", does: w.help, run: () => setOpen("help") },
    ...places.map(({ name, to, key }) => ({
      keys: `KeyG ${key}`,
      does: w.goTo(w[name]),
      run: () => void navigate({ to }),
    })),
  ]);
  return (
    <div className="nr-frame">
      <a className="nr-skip" href="#screen">
        {w.skip}
      </a>
      <aside className="nr-rail">
        <Link to="/" className="nr-plate">
          {edition.name}
        </Link>
        <UnstyledButton className="nr-find" onClick={() => setOpen("palette")}>
          <Icon name="search" size={16} />
          <span>{w.find}</span>
          <Kbd dir="ltr">Ctrl K</Kbd>
        </UnstyledButton>
        <PlacesList />
        <MyMenu />
      </aside>
      <header className="nr-top">
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label={w.openPlaces}
          onClick={() => setOpen("places")}
        >
          <Icon name="menu" />
        </ActionIcon>
        <Link to="/" className="nr-plate">
          {edition.name}
        </Link>
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label={w.palette}
          onClick={() => setOpen("palette")}
        >
          <Icon name="search" />
        </ActionIcon>
      </header>
      <main id="screen" className="nr-screen" tabIndex={-1} key={screen.split("/")[1]}>
        <Outlet />
      </main>
      <Drawer
        opened={open === "places"}
        onClose={close}
        size="17rem"
        title={edition.name}
        closeButtonProps={{ "aria-label": w.close }}
      >
        <PlacesList onGo={close} />
        <MyMenu />
      </Drawer>
      <Suspense>
        {open === "help" && <HelpSheet onClose={close} />}
        {open === "palette" && <Palette onClose={close} />}
      </Suspense>
      <Toasts />
      <SignInAgain />
    </div>
  );
}

/** What stands around every screen of the signed-in. */
export function Frame() {
  return (
    <ShortcutsProvider>
      <FramedScreens />
    </ShortcutsProvider>
  );
}
