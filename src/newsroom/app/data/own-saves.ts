const versions = new Map<string, number>();

/** This window saved a story as `version`: news of it says nothing new here. */
export function noteOwnSave(story: string, version: number): void {
  versions.set(story, version);
}

/** The story is no longer written in this window: from now on it hears of every save. */
export function forgetOwnSaves(story: string): void {
  versions.delete(story);
}

/** Whether this window knows of that version because it saved it, or a later one, itself. */
export function isOwnSave(story: string, version: number): boolean {
  return version <= (versions.get(story) ?? 0);
}
