import { api, read } from "../../data/api.ts";
import { queryClient } from "../../data/query-client.ts";
import type { ShownPicture } from "../nodes/node-surroundings.ts";

type KeptPicture = ShownPicture & {
  readonly id: string;
  readonly alt: string;
  readonly caption: string;
  readonly credit: string;
  readonly focus: { readonly x: number; readonly y: number } | null;
};

/** The kept picture of that id, asked for once; undefined when there is none. */
export async function findPicture(id: string): Promise<KeptPicture | undefined> {
  try {
    return await queryClient.fetchQuery({
      queryKey: ["pictures", id],
      queryFn: (): Promise<KeptPicture> => read(api.pictures[":id"].$get({ param: { id } })),
      staleTime: 60_000,
    });
  } catch {
    // Unknown or away for the moment: the text can be written without its picture being seen.
    return undefined;
  }
}
