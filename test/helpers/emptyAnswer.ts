/** Responses to actions that find nothing, or do what was requested. Actions that are not listed respond without data. */
const answers: Readonly<Record<string, unknown>> = {
  getDocument: { list: [] },
  insertDocument: { insertedIds: ['1'] },
  modifyDocument: { updated: 1, upsert_id: null },
  removeDocument: { deleted: 1 },
  calculateDocument: { total: 1 },
  aggregateDocuments: { list: [] },
  addDocument: { _id: '1' },
  queryDocument: { list: [] },
  updateDocument: { updated: 1, upserted_id: null },
  deleteDocument: { deleted: 1 },
  countDocument: { total: 1 },
  aggregate: { list: '[]' },
}

/**
 * Returns a response to an action that SDKs of all versions accept, for a stub.
 *
 * @example
 * emptyAnswer('database.getDocument') // { data: { list: [] } }
 */
export function emptyAnswer(action: string): object {
  return { data: answers[action.slice('database.'.length)] ?? {} }
}
