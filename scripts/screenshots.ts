import { join } from 'node:path'
import { build } from './build'
import { takePictures } from './screenshots/takePictures'

const FOLDER = join(__dirname, 'emulator/console/screenshots')

/** `npm run screenshots`: takes the pictures of the page that README shows. */
async function screenshots(): Promise<void> {
  await build()
  await takePictures(FOLDER, 8787)
}

if (require.main === module) {
  screenshots().catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
