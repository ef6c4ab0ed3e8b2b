import { startEmbeds } from "./embeds.ts";
import { startListening } from "./listen.ts";
import { startNavigation } from "./navigation.ts";
import { startPanels, startPreferences } from "./preferences.ts";
import { startQuoting } from "./quoting.ts";
import { startReveal } from "./reveal.ts";
import { startSaving } from "./saving.ts";
import { startSharing } from "./share.ts";
import { startTimes } from "./times.ts";
import { startViews } from "./views.ts";

// What changes words or states of the page comes before the first paint, so that nothing moves after it.
startPreferences();
startTimes();
// All else would only make a slow phone wait for it: some of it asks for the layout.
requestAnimationFrame(() => {
  setTimeout(() => {
    startReveal();
    startNavigation();
    startPanels();
    startSharing();
    startSaving();
    startEmbeds();
    startListening();
    startViews();
    startQuoting();
  });
});
