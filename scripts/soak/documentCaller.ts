import { type Caller, type Client, pick, wechatCode } from './Client'
import { Possible } from './Possible'

/** The function that keeps documents, and their collection. */
export const NOTES = 'notes'

/** Uses the SDK of this repository. */
export const NOTES_SOURCE = `
  const cloud = require(${JSON.stringify(require.resolve('wx-server-sdk'))})
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
  const db = cloud.database()
  const notes = db.collection('${NOTES}')
  const actions = {
    add: (_id) => notes.add({ data: { _id, count: 0 } }).then(() => 0, (error) => {
      if (String(error).includes('E11000')) return 'exists'
      throw error
    }),
    count: (_id) => notes.doc(_id).update({ data: { count: db.command.inc(1) } }).then(({ stats }) => stats.updated),
    read: (_id) => notes.where({ _id }).get().then(({ data }) => data[0] ? data[0].count : 'none'),
    remove: (_id) => notes.where({ _id }).remove().then(({ stats }) => stats.removed),
  }
  exports.main = ({ action, id }) => actions[action](id)`

const DOCUMENTS = 4

/** How often a document was counted; null if it does not exist. */
type State = number | null

const effects: Readonly<Record<string, (was: State) => { response: unknown; after: State }>> = {
  add: (was) => (was === null ? { response: 0, after: 0 } : { response: 'exists', after: was }),
  count: (was) => (was === null ? { response: 0, after: null } : { response: 1, after: was + 1 }),
  read: (was) => ({ response: was ?? 'none', after: was }),
  remove: (was) => ({ response: was === null ? 0 : 1, after: null }),
}

/** Adds, changes, reads and removes documents that no other caller uses, through `cloud.database()` in a function. */
export function documentCaller(owner: string, client: Client): Caller {
  const documents = Array.from({ length: DOCUMENTS }, (_, nth) => ({
    id: `${owner}-${nth}`,
    state: new Possible<State>([null]),
  }))
  return {
    async call() {
      const document = pick(documents)
      const [action, effect] = pick(Object.entries(effects)) ?? []
      if (!document || !action || !effect) return
      const { id, state } = document
      const { errCode, result } = await client.callFunction(NOTES, { action, id })
      const response = errCode === undefined || wechatCode(errCode) === 0 ? result : undefined
      if (response !== undefined) client.documents++
      client.check(`${action} ${id}`, state, (was) => [effect(was)], response)
    },
    disagreements({ notes }) {
      const counts = new Map(notes.map(({ _id, count }) => [_id, count]))
      return documents
        .filter(({ id, state }) => !state.states.some((it) => it === (counts.get(id) ?? null)))
        .map(({ id }) => `${id}: ${counts.get(id) ?? 'no document'} on disk, which contradicts the responses`)
    },
  }
}
