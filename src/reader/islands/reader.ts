import { startEmbeds } from "./embeds.ts";
import { startListening } from "./listen.ts";
import { startNavigation } from "./navigation.ts";
import { startPanels, startPreferences } from "./preferences.ts";
import { startSharing } from "./share.ts";
import { startTimes } from "./times.ts";
import { startViews } from "./views.ts";

startNavigation();
startPreferences();
startPanels();
startTimes();
startSharing();
startEmbeds();
startListening();
startViews();
