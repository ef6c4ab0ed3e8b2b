declare const self: ServiceWorkerGlobalScope;

/** An alert as the site sends it. */
type Alert = {
  readonly title: string;
  readonly body: string;
  /** Root-relative. */
  readonly url: string;
  readonly tag: string;
  readonly isUrgent: boolean;
};

const isAlert = (value: unknown): value is Alert =>
  typeof value === "object" &&
  value !== null &&
  "title" in value &&
  typeof value.title === "string" &&
  "url" in value &&
  typeof value.url === "string";

function read(data: PushMessageData | null): Alert | undefined {
  try {
    const value: unknown = data?.json();
    return isAlert(value) ? value : undefined;
  } catch {
    // Not of ours: nothing is shown of it.
    return undefined;
  }
}

/** Shows an alert that came. */
export async function showAlert(data: PushMessageData | null): Promise<void> {
  const alert = read(data);
  if (alert === undefined) return;
  await self.registration.showNotification(alert.title, {
    body: alert.body,
    dir: "rtl",
    lang: "ar",
    tag: alert.tag,
    requireInteraction: alert.isUrgent,
    data: alert.url,
  });
}

/** Opens what a tapped alert leads to: a page of the site, in a window that is open where there is one. */
export async function openAlert(notification: Notification): Promise<void> {
  notification.close();
  const data: unknown = notification.data;
  const url = new URL(typeof data === "string" ? data : "/", self.location.origin);
  if (url.origin !== self.location.origin) return;
  const [open] = await self.clients.matchAll({ type: "window" });
  if (open === undefined) await self.clients.openWindow(url.href);
  else await open.navigate(url.href).then((client) => client?.focus());
}
