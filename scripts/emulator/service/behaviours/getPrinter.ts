import type { Behaviour } from './Behaviour'

/** Lists who may print. That tagid_list holds the tags of all, each once, is assumed: the document's sample fits that. */
export const getPrinter: Behaviour = ({ appid, records }) => {
  const printers = records.printers.of(appid)
  return {
    count: printers.length,
    openid: printers.map((it) => it.openid),
    tagid_list: [...new Set(printers.flatMap((it) => it.tagid_list))],
  }
}
