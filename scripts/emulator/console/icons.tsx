const icon = (path: string) => (
  <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path
      d={path}
      fill="none"
      stroke="currentColor"
      stroke-width="1.7"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
)

/** Of the tabs. */
export const icons = {
  overview: icon('M4 11.5 12 4l8 7.5M6 10v9h12v-9M10 19v-5h4v5'),
  accounts: icon('M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.7-3.6 3.7-5.5 7.5-5.5s6.800 1.900 7.500 5.500'),
  orders: icon('m4 8 8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8'),
  calls: icon('M4 7h13m0 0-3-3m3 3-3 3M20 17H7m0 0 3-3m-3 3 3 3'),
  functions: icon('M8 5 3 12l5 7M16 5l5 7-5 7M13.500 4l-3 16'),
  faults: icon('M13 3 5 13.500h6L10.500 21 19 10.500h-6z'),
}
