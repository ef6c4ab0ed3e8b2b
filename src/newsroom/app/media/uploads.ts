import { useSyncExternalStore } from "react";
import { api, read, type AnswerOf } from "../data/api.ts";
import { sendToApi } from "../data/send-to-api.ts";
import { queryClient } from "../data/query-client.ts";
import { ApiProblem, readProblem } from "../data/problem.ts";
import { PICTURES, type Picture } from "./picture-data.ts";

/** A picture on its way to the server. */
export type Upload = {
  readonly key: number;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly state: "sending" | "paused" | "failed";
  /** Why it failed, in the person's language; empty when the server was not heard. */
  readonly why: string;
};

/** Pauses before each further try, the last of them again and again: a train comes out of its tunnel. */
const PAUSES_MS = [500, 1000, 2000, 5000, 10_000];

let uploads: readonly Upload[] = [];
let lastKey = 0;
const listeners = new Set<() => void>();
const stopped = new Set<number>();

function put(next: readonly Upload[]): void {
  uploads = next;
  for (const listener of listeners) listener();
}
const change = (key: number, fields: Partial<Upload>): void =>
  put(uploads.map((upload) => (upload.key === key ? { ...upload, ...fields } : upload)));

type Begun = AnswerOf<typeof api.uploads.$post>;
type Part = AnswerOf<(typeof api.uploads)[":id"]["$get"]>;

const readUpload = (id: string): Promise<Part> => read(api.uploads[":id"].$get({ param: { id } }));

async function sendPart(begun: Begun, file: File, offset: number): Promise<Part> {
  const response = await sendToApi(`/newsroom/api/uploads/${begun.id}`, {
    method: "PATCH",
    body: file.slice(offset, offset + begun.chunkBytes),
    headers: {
      "content-type": "application/offset+octet-stream",
      "upload-offset": String(offset),
    },
  });
  // At another offset than the server's (409) the upload goes on from the one that it says.
  if (!response.ok && response.status !== 409) throw await readProblem(response);
  return readUpload(begun.id);
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Whether the server may hear another try of the same: it was not heard, or was busy. */
const isPassing = (error: unknown): boolean =>
  error instanceof ApiProblem ? error.status >= 500 || error.status === 429 : true;

async function send(key: number, file: File): Promise<Picture | undefined> {
  let begun: Begun | undefined;
  let offset = 0;
  let failures = 0;
  while (!stopped.has(key))
    try {
      begun ??= await read(api.uploads.$post({ json: { name: file.name, sizeBytes: file.size } }));
      if (failures > 0) ({ offset } = await readUpload(begun.id));
      const part = await sendPart(begun, file, offset);
      failures = 0;
      ({ offset } = part);
      if (part.picture !== null) return part.picture;
      change(key, { state: "sending", sentBytes: offset });
    } catch (error) {
      if (!isPassing(error)) throw error;
      change(key, { state: "paused" });
      await pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 0);
      failures += 1;
    }
  return undefined;
}

/** Sends files to the server, part by part, going on after every break; tells of each picture that has arrived. */
export function uploadPictures(
  files: readonly File[],
  onPicture: (picture: Picture) => void,
): void {
  for (const file of files) {
    lastKey += 1;
    const key = lastKey;
    put([
      ...uploads,
      { key, name: file.name, sizeBytes: file.size, sentBytes: 0, state: "sending", why: "" },
    ]);
    send(key, file).then(
      (picture) => {
        put(uploads.filter((upload) => upload.key !== key));
        if (picture === undefined) return;
        void queryClient.invalidateQueries({ queryKey: PICTURES });
        onPicture(picture);
      },
      (error: unknown) =>
        change(key, {
          state: "failed",
          why: error instanceof ApiProblem ? error.detail : "",
        }),
    );
  }
}

/** Ends an upload, or takes one that failed from the list. */
export function cancelUpload(key: number): void {
  stopped.add(key);
  put(uploads.filter((upload) => upload.key !== key));
}

/** The uploads under way. */
export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => uploads,
  );
}
