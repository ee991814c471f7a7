/** A local WeChat with the given records. */
import { createLocalWeChat } from '../../../emulator/createLocalWeChat'

async function localWeChat(state: string): Promise<void> {
  const { url, close } = await createLocalWeChat({ state })
  process.once('SIGTERM', close)
  console.log(`local WeChat ready at ${url}`)
}

if (require.main === module) void localWeChat(String(process.argv[2]))
