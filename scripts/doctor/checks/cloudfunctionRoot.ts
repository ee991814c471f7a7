import { relative } from 'node:path'
import { emptyRoot } from '../../start/projectFunctions'
import { type Finding, note, right, wrong } from '../Finding'
import type { Project } from '../Project'

/** The folder of functions that the developer tools upload from. */
export function cloudfunctionRoot({ dir, root, functions }: Project): Finding[] {
  if (root === undefined) {
    return [
      note(
        'this folder is not a project with functions: it has no project.config.json with a cloudfunctionRoot and no folder cloudfunctions',
        '当前目录不是带云函数的项目：没有含 cloudfunctionRoot 的 project.config.json，也没有 cloudfunctions 文件夹',
        { en: 'run doctor in the folder of project.config.json', zh: '请在 project.config.json 所在目录运行 doctor' },
      ),
    ]
  }
  const where = relative(dir, root) || '.'
  if (functions.length > 0) {
    const names = functions.map(({ name }) => name).join(', ')
    return [right(`${where} has the functions ${names}`, `${where} 里有云函数 ${names}`)]
  }
  const empty = { en: `no function NAME/index.js in ${where}`, zh: `${where} 里没有云函数（云函数名/index.js）` }
  const next = {
    en: 'copy one there with: npx wx-logistics add bindAccount; or correct cloudfunctionRoot in project.config.json',
    zh: '用 npx wx-logistics add bindAccount 复制一个，或改正 project.config.json 的 cloudfunctionRoot',
  }
  return [emptyRoot(dir) === undefined ? note(empty.en, empty.zh, next) : wrong(empty.en, empty.zh, next)]
}
