import type { Behaviour } from '../../Behaviour'

/** Lists who may print, and the tags of all printers once each: assumed#printer-tags */
export const getPrinter: Behaviour = ({ appid, records }) => {
  const printers = records.printers.all().filter((it) => it.appid === appid)
  return {
    count: printers.length,
    openid: printers.map((it) => it.openid),
    tagid_list: [...new Set(printers.flatMap((it) => it.tagid_list))],
  }
}
