/** The local WeChat's process, with the state file that it was given. */
import { createLocalWeChat } from '../emulator/createLocalWeChat'

createLocalWeChat({ state: String(process.argv[2]) }).then(({ url, close }) => {
  process.send?.(Number(new URL(url).port))
  process.once('disconnect', close)
})
