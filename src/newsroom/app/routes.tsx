import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";
import { Suspense } from "react";
import { SignedInOnly } from "./access/signed-in-only.tsx";
import { BrokenScreen, LoadingScreen, MissingScreen } from "./frame/other-screens.tsx";
import { readStoryFilter } from "./stories/story-filter.ts";

const root = createRootRoute({
  component: () => (
    <Suspense fallback={<LoadingScreen />}>
      <Outlet />
    </Suspense>
  ),
  errorComponent: BrokenScreen,
  notFoundComponent: MissingScreen,
});

const links = () => import("./access/link-screens.tsx");
const firstOwner = createRoute({
  getParentRoute: () => root,
  path: "/first-owner/$token",
  component: lazyRouteComponent(links, "FirstOwnerScreen"),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation/$token",
  component: lazyRouteComponent(links, "InvitationScreen"),
});
const passwordReset = createRoute({
  getParentRoute: () => root,
  path: "/password-reset/$token",
  component: lazyRouteComponent(links, "PasswordResetScreen"),
});
const forgotten = createRoute({
  getParentRoute: () => root,
  path: "/forgotten",
  component: lazyRouteComponent(links, "ForgottenScreen"),
});

const room = createRoute({
  getParentRoute: () => root,
  id: "room",
  component: SignedInOnly,
  errorComponent: BrokenScreen,
});
const desk = createRoute({
  getParentRoute: () => room,
  path: "/",
  component: lazyRouteComponent(() => import("./desk/desk-screen.tsx"), "DeskScreen"),
});
const stories = createRoute({
  getParentRoute: () => room,
  path: "/stories",
  validateSearch: readStoryFilter,
  component: lazyRouteComponent(() => import("./stories/stories-screen.tsx"), "StoriesScreen"),
});
const people = createRoute({
  getParentRoute: () => room,
  path: "/people",
  component: lazyRouteComponent(() => import("./people/people-screen.tsx"), "PeopleScreen"),
});
const audit = createRoute({
  getParentRoute: () => room,
  path: "/audit",
  component: lazyRouteComponent(() => import("./audit/audit-screen.tsx"), "AuditScreen"),
});
const me = createRoute({
  getParentRoute: () => room,
  path: "/me",
  component: lazyRouteComponent(() => import("./me/me-screen.tsx"), "MeScreen"),
});

/** Every address of the app. */
export const router = createRouter({
  routeTree: root.addChildren([
    firstOwner,
    invitation,
    passwordReset,
    forgotten,
    room.addChildren([desk, stories, people, audit, me]),
  ]),
  basepath: "/newsroom",
  defaultPreload: "intent",
  scrollRestoration: false,
  defaultErrorComponent: BrokenScreen,
  defaultNotFoundComponent: MissingScreen,
  defaultPendingComponent: LoadingScreen,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
