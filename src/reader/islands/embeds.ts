/** Address of a provider's player for a piece, as the server's list of providers writes its address. */
function playerOf(provider: string, url: URL): string | undefined {
  const last = url.pathname.split("/").findLast((part) => part !== "") ?? "";
  const whole = encodeURIComponent(url.href);
  switch (provider) {
    case "youtube":
      return `https://www.youtube-nocookie.com/embed/${url.searchParams.get("v") ?? last}?autoplay=1`;
    case "x":
      return `https://platform.twitter.com/embed/Tweet.html?id=${last}&lang=ar`;
    case "facebook":
      return `https://www.facebook.com/plugins/${/\/(?:videos|watch|reel)\b/.test(url.pathname) ? "video" : "post"}.php?href=${whole}`;
    case "instagram":
      return `https://www.instagram.com${url.pathname}embed/`;
    case "tiktok":
      return `https://www.tiktok.com/embed/v2/${last}`;
    default:
      return undefined;
  }
}

/** Players of others load when a reader asks for them, never before. */
export function startEmbeds(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("figure.embed")) {
    const button = figure.querySelector("button");
    const link = figure.querySelector("a");
    if (button === null || link === null) continue;
    const provider = figure.dataset["embed"] ?? "";
    const player = playerOf(provider, new URL(link.href));
    if (player === undefined) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const frame = document.createElement("iframe");
      frame.src = player;
      frame.title = link.textContent ?? "";
      frame.allow = "autoplay; fullscreen; picture-in-picture";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      if (provider !== "youtube") figure.classList.add("tall");
      button.replaceWith(frame);
      frame.focus();
    });
  }
}
