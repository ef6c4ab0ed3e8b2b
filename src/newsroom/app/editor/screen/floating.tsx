import { useLayoutEffect, useRef, type ReactNode } from "react";

/** Where something floats: beside this rectangle of the window. */
export type Anchor = { readonly top: number; readonly bottom: number; readonly centre: number };

const MARGIN = 8;

/** A panel above (or, without room, below) an anchor; never over the edge of the window, in either direction. */
export function Floating({
  anchor,
  className,
  isBelow = false,
  children,
  ...rest
}: {
  readonly anchor: Anchor;
  readonly className: string;
  readonly isBelow?: boolean;
  readonly children: ReactNode;
  readonly role?: string;
  readonly "aria-label"?: string;
}) {
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = panel.current;
    if (element === null) return;
    const { width, height } = element.getBoundingClientRect();
    const widest = document.documentElement.clientWidth;
    const x = Math.max(MARGIN, Math.min(anchor.centre - width / 2, widest - width - MARGIN));
    const above = anchor.top - height - MARGIN;
    const below = anchor.bottom + MARGIN;
    const fitsBelow = below + height < globalThis.innerHeight - MARGIN;
    const y = isBelow ? (fitsBelow || above < 0 ? below : above) : above > 56 ? above : below;
    // The window's own coordinates, whatever the direction of what floats.
    element.style.setProperty("inset", `${Math.round(y)}px auto auto ${Math.round(x)}px`);
  });
  return (
    <div ref={panel} className={`ed-floating ${className}`} {...rest}>
      {children}
    </div>
  );
}
