/** The local WeChat's process, with the state file that it was given. */
import { createLocalWeChat } from '../../emulator/createLocalWeChat'

async function localWeChat(state: string): Promise<void> {
  const { url, close } = await createLocalWeChat({ state })
  process.send?.(Number(new URL(url).port))
  process.once('disconnect', close)
}

if (require.main === module) void localWeChat(String(process.argv[2]))
