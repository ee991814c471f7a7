/** Node's timers count no further, in milliseconds: a longer one would end at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1
