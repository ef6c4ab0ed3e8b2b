import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "../data/api.ts";
import { useChange } from "../data/use-change.ts";
import { LoadingScreen } from "../frame/other-screens.tsx";
import { useWords } from "../language/words.tsx";
import { Nothing, Screen } from "../parts/screen.tsx";
import { useWriting } from "../parts/times.ts";
import { RECEIPTS, receiptsQuery, type Receipt, type ReceiptFilter } from "./distribution-data.ts";
import { DistributionTabs } from "./distribution-tabs.tsx";
import { distributionWords } from "./distribution-words.ts";

const CHANNELS = ["websub", "indexnow", "webhook"] as const;
const STATES = ["waiting", "done", "failed"] as const;
const LOOK = { waiting: "scheduled", done: "published", failed: "takenDown" } as const;

const nameIn = (names: Readonly<Record<string, string>>, name: string): string =>
  names[name] ?? name;

function ReceiptRow({ receipt }: { readonly receipt: Receipt }) {
  const w = useWords(distributionWords);
  const { ago, dateTime } = useWriting();
  const resend = useChange({
    run: () => read(api.deliveries[":id"].retry.$post({ param: { id: receipt.id } })),
    refreshes: [RECEIPTS],
    done: w.resent,
  });
  return (
    <tr>
      <td>
        <span className="nr-state" data-state={LOOK[receipt.state]}>
          {w.deliveryStates[receipt.state]}
        </span>
        <small className="nr-quiet">
          <time dateTime={receipt.createdAt} title={dateTime(receipt.createdAt)}>
            {ago(receipt.createdAt)}
          </time>
        </small>
      </td>
      <td>
        {nameIn(w.events, receipt.kind)}
        <small className="nr-quiet">{nameIn(w.channels, receipt.channel)}</small>
      </td>
      <td className="nr-wide nr-target">
        <bdi dir="ltr" title={receipt.target}>
          {receipt.target}
        </bdi>
        <small className="nr-quiet">
          {w.tries(receipt.tries)}
          {receipt.nextTryAt === null ? "" : ` · ${w.nextTry(dateTime(receipt.nextTryAt))}`}
        </small>
      </td>
      <td className="nr-answer">
        {receipt.status !== null && <b className="nr-number">{receipt.status}</b>}
        <bdi className="nr-quiet" title={receipt.answer}>
          {receipt.answer}
        </bdi>
      </td>
      <td className="nr-end">
        {receipt.state === "failed" && (
          <Button
            variant="default"
            size="compact-sm"
            loading={resend.isPending}
            onClick={() => resend.mutate(undefined)}
          >
            {w.resend}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** What was sent to servers outside, and what became of it. */
export function ReceiptsScreen() {
  const w = useWords(distributionWords);
  const [filter, setFilter] = useState<ReceiptFilter>({ channel: "", state: "" });
  const { data, isPending, isError, error, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(receiptsQuery(filter));
  if (isError) throw error;
  const receipts = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Screen title={w.title} note={w.receiptsNote}>
      <DistributionTabs />
      <div className="nr-filter-row">
        <NativeSelect
          aria-label={w.channel}
          value={filter.channel}
          onChange={(event) => setFilter({ ...filter, channel: event.currentTarget.value })}
          data={[
            { value: "", label: w.anyChannel },
            ...CHANNELS.map((value) => ({ value, label: w.channels[value] })),
          ]}
        />
        <NativeSelect
          aria-label={w.state}
          value={filter.state}
          onChange={(event) =>
            setFilter({
              ...filter,
              state: STATES.find((state) => state === event.currentTarget.value) ?? "",
            })
          }
          data={[
            { value: "", label: w.anyState },
            ...STATES.map((value) => ({ value, label: w.deliveryStates[value] })),
          ]}
        />
      </div>
      {isPending ? (
        <LoadingScreen />
      ) : receipts.length === 0 ? (
        <Nothing>{w.noReceipts}</Nothing>
      ) : (
        <table className="nr-table nr-receipts">
          <thead>
            <tr>
              <th scope="col">{w.state}</th>
              <th scope="col">{w.event}</th>
              <th scope="col" className="nr-wide">
                {w.target}
              </th>
              <th scope="col">{w.answer}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {receipts.map((receipt) => (
              <ReceiptRow key={receipt.id} receipt={receipt} />
            ))}
          </tbody>
        </table>
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {w.more}
        </Button>
      )}
    </Screen>
  );
}
