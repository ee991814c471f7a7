/** Records that cannot be opened, or a change that could not be kept; its message names the folder, why, and what to do. */
export class RecordsError extends Error {
  override readonly name = 'RecordsError'
}
