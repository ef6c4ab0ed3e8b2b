import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { Suspense } from "react";
import { SignedInOnly } from "./access/signed-in-only.tsx";
import { BrokenScreen, LoadingScreen, MissingScreen } from "./frame/other-screens.tsx";
import { readQueueFilter } from "./moderation/moderation-data.ts";
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
  component: lazyRouteComponent(() => import("./desk/home-screen.tsx"), "HomeScreen"),
});
const stories = createRoute({
  getParentRoute: () => room,
  path: "/stories",
  validateSearch: readStoryFilter,
  component: lazyRouteComponent(() => import("./stories/stories-screen.tsx"), "StoriesScreen"),
});
const story = createRoute({
  getParentRoute: () => room,
  path: "/stories/$id",
  component: lazyRouteComponent(() => import("./editor/story-screen.tsx"), "StoryScreen"),
});
const revisions = createRoute({
  getParentRoute: () => room,
  path: "/stories/$id/revisions",
  component: lazyRouteComponent(
    () => import("./editor/revisions/revisions-screen.tsx"),
    "RevisionsScreen",
  ),
});
const fronts = createRoute({
  getParentRoute: () => room,
  path: "/fronts/$key",
  component: lazyRouteComponent(() => import("./fronts/fronts-screen.tsx"), "FrontsScreen"),
});
const homeFront = createRoute({
  getParentRoute: () => room,
  path: "/fronts",
  beforeLoad: () => {
    throw redirect({ to: "/fronts/$key", params: { key: "home" } });
  },
});
const breaking = createRoute({
  getParentRoute: () => room,
  path: "/breaking",
  component: lazyRouteComponent(() => import("./breaking/breaking-screen.tsx"), "BreakingScreen"),
});
const moderation = createRoute({
  getParentRoute: () => room,
  path: "/moderation",
  validateSearch: readQueueFilter,
  component: lazyRouteComponent(
    () => import("./moderation/moderation-screen.tsx"),
    "ModerationScreen",
  ),
});
const moderationWords = createRoute({
  getParentRoute: () => room,
  path: "/moderation/words",
  component: lazyRouteComponent(() => import("./moderation/words-screen.tsx"), "WordsScreen"),
});
const moderationModes = createRoute({
  getParentRoute: () => room,
  path: "/moderation/settings",
  component: lazyRouteComponent(() => import("./moderation/modes-screen.tsx"), "ModesScreen"),
});
const media = createRoute({
  getParentRoute: () => room,
  path: "/media",
  component: lazyRouteComponent(() => import("./media/media-screen.tsx"), "MediaScreen"),
});
const sections = createRoute({
  getParentRoute: () => room,
  path: "/sections",
  component: lazyRouteComponent(() => import("./labels/sections-screen.tsx"), "SectionsScreen"),
});
const labels = () => import("./labels/labels-screen.tsx");
const topics = createRoute({
  getParentRoute: () => room,
  path: "/topics",
  component: lazyRouteComponent(labels, "TopicsScreen"),
});
const authors = createRoute({
  getParentRoute: () => room,
  path: "/authors",
  component: lazyRouteComponent(labels, "AuthorsScreen"),
});
const pages = createRoute({
  getParentRoute: () => room,
  path: "/pages",
  component: lazyRouteComponent(() => import("./pages/pages-screen.tsx"), "PagesScreen"),
});
const page = createRoute({
  getParentRoute: () => room,
  path: "/pages/$slug",
  component: lazyRouteComponent(() => import("./pages/page-screen.tsx"), "PageScreen"),
});
const settings = createRoute({
  getParentRoute: () => room,
  path: "/settings",
  component: lazyRouteComponent(() => import("./settings/settings-screen.tsx"), "SettingsScreen"),
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
const newsletter = createRoute({
  getParentRoute: () => room,
  path: "/distribution",
  component: lazyRouteComponent(
    () => import("./distribution/newsletter-screen.tsx"),
    "NewsletterScreen",
  ),
});
const issue = createRoute({
  getParentRoute: () => room,
  path: "/distribution/newsletter/$id",
  component: lazyRouteComponent(() => import("./distribution/issue-screen.tsx"), "IssueScreen"),
});
const alerts = createRoute({
  getParentRoute: () => room,
  path: "/distribution/alerts",
  component: lazyRouteComponent(() => import("./distribution/alerts-screen.tsx"), "AlertsScreen"),
});
const webhooks = createRoute({
  getParentRoute: () => room,
  path: "/distribution/webhooks",
  component: lazyRouteComponent(
    () => import("./distribution/webhooks-screen.tsx"),
    "WebhooksScreen",
  ),
});
const receipts = createRoute({
  getParentRoute: () => room,
  path: "/distribution/receipts",
  component: lazyRouteComponent(
    () => import("./distribution/receipts-screen.tsx"),
    "ReceiptsScreen",
  ),
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
    room.addChildren([
      desk,
      stories,
      story,
      revisions,
      homeFront,
      fronts,
      breaking,
      moderation,
      moderationWords,
      moderationModes,
      media,
      sections,
      topics,
      authors,
      pages,
      page,
      newsletter,
      issue,
      alerts,
      webhooks,
      receipts,
      people,
      audit,
      settings,
      me,
    ]),
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
