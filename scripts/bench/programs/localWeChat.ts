/** The local WeChat's process, with the fixtures and the folder of records that it was given. */
import { createLocalWeChat } from '../../emulator/createLocalWeChat'

async function localWeChat(fixtures = '', state = ''): Promise<void> {
  const { url, close } = await createLocalWeChat({ fixtures, state })
  process.send?.(Number(new URL(url).port))
  process.once('disconnect', close)
}

if (require.main === module) void localWeChat(...process.argv.slice(2))
