/** A map whose values may weigh at most so much together; what was used longest ago goes first. */
export type ByteBoundedMap<V> = {
  readonly sizeBytes: number;
  readonly count: number;
  /** The value of `key`, which now counts as used. */
  get(key: string): V | undefined;
  /** The value of `key`, without counting as use. */
  peek(key: string): V | undefined;
  /** Keeps `value`, unless it alone is over the bound. */
  set(key: string, value: V): void;
  /** Weighs the value of `key` again after it grew or shrank. */
  weigh(key: string): void;
  delete(key: string): void;
  clear(): void;
};

type Slot<V> = { value: V; sizeBytes: number };

/**
 * An empty map for at most `options.maxBytes` and `options.maxCount` values.
 * @param options.onRemove told of each value that is no longer in the map
 */
export function createByteBoundedMap<V>(options: {
  readonly maxBytes: number;
  readonly maxCount: number;
  readonly sizeOf: (value: V) => number;
  readonly onRemove?: (value: V) => void;
}): ByteBoundedMap<V> {
  const { maxBytes, maxCount, sizeOf, onRemove } = options;
  const slots = new Map<string, Slot<V>>();
  let total = 0;

  function remove(key: string, slot: Slot<V>): void {
    slots.delete(key);
    total -= slot.sizeBytes;
    onRemove?.(slot.value);
  }

  function shrink(): void {
    for (const [key, slot] of slots) {
      if (total <= maxBytes && slots.size <= maxCount) return;
      remove(key, slot);
    }
  }

  return {
    get sizeBytes() {
      return total;
    },
    get count() {
      return slots.size;
    },
    get: (key) => {
      const slot = slots.get(key);
      if (slot === undefined) return undefined;
      slots.delete(key);
      slots.set(key, slot);
      return slot.value;
    },
    peek: (key) => slots.get(key)?.value,
    set: (key, value) => {
      const before = slots.get(key);
      if (before !== undefined) remove(key, before);
      const sizeBytes = sizeOf(value);
      if (sizeBytes > maxBytes) {
        onRemove?.(value);
        return;
      }
      slots.set(key, { value, sizeBytes });
      total += sizeBytes;
      shrink();
    },
    weigh: (key) => {
      const slot = slots.get(key);
      if (slot === undefined) return;
      const sizeBytes = sizeOf(slot.value);
      total += sizeBytes - slot.sizeBytes;
      slot.sizeBytes = sizeBytes;
      shrink();
    },
    delete: (key) => {
      const slot = slots.get(key);
      if (slot !== undefined) remove(key, slot);
    },
    clear: () => {
      for (const [key, slot] of slots) remove(key, slot);
    },
  };
}
