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

const root = createRootRoute({
  component: () => (
    <Suspense fallback={<LoadingScreen />}>
      <Outlet />
    </Suspense>
  ),
  errorComponent: BrokenScreen,
  notFoundComponent: MissingScreen,
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

/** Every address of the app. */
export const router = createRouter({
  routeTree: root.addChildren([room.addChildren([desk])]),
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
