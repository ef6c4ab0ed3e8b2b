/** What the reader chose, kept on the device: the server is only told together with the subscription. */
type Choice = {
  readonly topics: readonly string[];
  readonly quiet: { readonly from: number; readonly to: number } | null;
  readonly mayWake: boolean;
};

const CHOICE = "alerts";
const ADDRESS = "/notifications/subscription";

const isChoice = (value: unknown): value is Choice =>
  typeof value === "object" && value !== null && "topics" in value && Array.isArray(value.topics);

function readChoice(): Choice | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(CHOICE) ?? "");
    return isChoice(value) ? value : undefined;
  } catch {
    // Nothing was chosen yet, or the browser keeps nothing.
    return undefined;
  }
}

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
};
const timeOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

function startAlerts(form: HTMLFormElement): void {
  const said = document.querySelector<HTMLElement>("[data-said]");
  const turnOn = form.querySelector<HTMLButtonElement>("[data-turn-on]");
  const turnOff = form.querySelector<HTMLButtonElement>("[data-turn-off]");
  const boxes = [...form.querySelectorAll<HTMLInputElement>("[name=topics]")];
  const field = (name: string): HTMLInputElement | undefined =>
    form.querySelector<HTMLInputElement>(`[name=${name}]`) ?? undefined;
  if (said === null || turnOn === null || turnOff === null) return;

  const say = (what: "on" | "off" | "denied" | "failed" | "unknown" | "noTopic"): void => {
    said.hidden = false;
    said.textContent = said.dataset[what] ?? "";
  };
  const show = (isOn: boolean): void => {
    turnOff.hidden = !isOn;
    turnOn.textContent = (isOn ? turnOn.dataset["save"] : turnOn.dataset["turnOn"]) ?? "";
  };

  function fill({ topics, quiet, mayWake }: Choice): void {
    for (const box of boxes) box.checked = topics.includes(box.value);
    const [isQuiet, from, to, wakes] = ["quiet", "from", "to", "mayWake"].map(field);
    if (isQuiet !== undefined) isQuiet.checked = quiet !== null;
    if (from !== undefined && quiet !== null) from.value = timeOf(quiet.from);
    if (to !== undefined && quiet !== null) to.value = timeOf(quiet.to);
    if (wakes !== undefined) wakes.checked = mayWake;
  }

  const chosen = (): Choice => ({
    topics: boxes.filter(({ checked }) => checked).map(({ value }) => value),
    quiet:
      field("quiet")?.checked === true
        ? {
            from: minutesOf(field("from")?.value ?? "23:00"),
            to: minutesOf(field("to")?.value ?? "07:00"),
          }
        : null,
    mayWake: field("mayWake")?.checked === true,
  });

  async function tell(method: "PUT" | "DELETE", body: object): Promise<void> {
    const answer = await fetch(ADDRESS, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The site answered ${answer.status}`);
  }

  async function subscribe(): Promise<void> {
    const choice = chosen();
    if (choice.topics.length === 0) return say("noTopic");
    // Asked here and nowhere else: after a click of the reader.
    if ((await Notification.requestPermission()) !== "granted") return say("denied");
    const { pushManager } = await navigator.serviceWorker.ready;
    const subscription =
      (await pushManager.getSubscription()) ??
      (await pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: form.dataset["alerts"] ?? "",
      }));
    const { endpoint, keys } = subscription.toJSON();
    const zone = new Intl.DateTimeFormat("en").resolvedOptions().timeZone;
    await tell("PUT", {
      endpoint,
      keys: { p256dh: keys?.["p256dh"], auth: keys?.["auth"] },
      ...choice,
      zone,
    });
    localStorage.setItem(CHOICE, JSON.stringify(choice));
    show(true);
    return say("on");
  }

  async function unsubscribe(): Promise<void> {
    const { pushManager } = await navigator.serviceWorker.ready;
    const subscription = await pushManager.getSubscription();
    if (subscription !== null) {
      await tell("DELETE", { endpoint: subscription.endpoint });
      await subscription.unsubscribe();
    }
    show(false);
    say("off");
  }

  const busy = (work: () => Promise<void>): void => {
    turnOn.disabled = true;
    void work()
      .catch(() => say("failed"))
      .finally(() => {
        turnOn.disabled = false;
      });
  };

  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    say("unknown");
    turnOn.disabled = true;
    return;
  }
  const before = readChoice();
  if (before !== undefined) fill(before);
  void navigator.serviceWorker.ready
    .then(({ pushManager }) => pushManager.getSubscription())
    .then((subscription) => show(subscription !== null && Notification.permission === "granted"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(subscribe);
  });
  turnOff.addEventListener("click", () => busy(unsubscribe));
}

const alertForm = document.querySelector<HTMLFormElement>("[data-alerts]");
if (alertForm !== null) startAlerts(alertForm);
