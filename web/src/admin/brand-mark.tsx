/** The sign of the product: a golden letter on a dark coin. */
export function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#1b1f27" />
      <path
        d="M9 23 16 8l7 15M12.2 18h7.6"
        fill="none"
        stroke="#e3b341"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
