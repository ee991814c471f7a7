/** What is wrong with fixtures, faults, records or options. Paths, names and reasons of the system stay as they are. */
const CHINESE: readonly [english: RegExp, chinese: string][] = [
  [/: not valid JSON \((\w+)\)$/gm, '：不是有效的 JSON（$1）'],
  [/: there is no such file$/gm, '：文件不存在'],
  [/: cannot be read: /g, '：无法读取：'],
  [/: was deleted; the built-in fixtures stay in force$/gm, '：已删除，改用内置的初始数据'],
  [/: read again$/gm, '：已重新读取'],
  [/: not taken over; the last good version stays in force$/gm, '：未采用，仍使用上一个正确的版本'],
  [/^and (\d+) more$/gm, '另有 $1 处错误'],
  [/\bit is not a file$/gm, '不是普通文件'],
  [/\bit is larger than 10 MB$/gm, '超过 10 MB'],
  [/\bit is not UTF-8: save it in that encoding$/gm, '编码不是 UTF-8，请用 UTF-8 保存'],
  [/ is missing$/gm, ' 缺失'],
  [/ is unknown; did you mean (\S+)\? \(known: (.*)\)$/gm, ' 未知，是不是 $1？（可用：$2）'],
  [/ is unknown \(known: (.*)\)$/gm, ' 未知（可用：$1）'],
  [/ should be a string$/gm, ' 应为字符串'],
  [/ should not be empty$/gm, ' 不能为空'],
  [/ should be a whole number$/gm, ' 应为整数'],
  [/ should be a number$/gm, ' 应为数字'],
  [/ should not be negative$/gm, ' 不能为负数'],
  [/ should be true or false$/gm, ' 应为 true 或 false'],
  [/ should be an object, \{\.\.\.\}$/gm, ' 应为对象 {...}'],
  [/ should be a list, \[\.\.\.\]$/gm, ' 应为列表 [...]'],
  [/ should be a path alone, as (\S+)$/gm, ' 只写路径，例如 $1'],
  [/ should be (\d+) or more$/gm, ' 不能小于 $1'],
  [/ should be from (\d+) to (\d+)$/gm, ' 应为 $1 到 $2'],
  [/ should be one of (.*) \(did you mean "(.*)"\?\)$/gm, ' 应为以下之一：$1（是不是 $2？）'],
  [/ should be one of (.*)$/gm, ' 应为以下之一：$1'],
  [/ should be (.*)$/gm, ' 应为 $1'],
  [/(?<=应为 .*) or /g, ' 或 '],
  [/ contains the same (.*) twice$/gm, ' 含有重复的 $1'],
  [/: the folder cannot be made: /g, '：无法创建目录：'],
  [/: cannot be used: /g, '：无法使用：'],
  [
    /(\d+) of (\d+) changes and (\d+) of (\d+) entries are left, and some may be altered/g,
    '更改共 $2 处，剩 $1 处；条目共 $4 条，剩 $3 条；部分内容可能有误',
  ],
  [
    /: the records are damaged \((.*)\)\. Move the folder away to start with new records$/gm,
    '：记录已损坏（$1）。请移走该目录，用新的记录启动',
  ],
  [
    /: contains the LevelDB of (another program|a local WeChat whose records have version .*); this one reads version (.*)\. Use .*$/gm,
    '：含有其他程序或版本的 LevelDB，这里只能读取版本 $2。请使用更新的版本，或换一个记录目录',
  ],
  [
    /: in use by another local WeChat, (.*): use that one, .*$/gm,
    '：正被另一个本地模拟环境（$1）使用。请使用它、结束它，或换一个目录',
  ],
  [/(?<=（)whose process is not known(?=）)/g, '进程未知'],
  [/(?<=（)process (\d+)/g, '进程 $1'],
  [/(?<=进程 \d+) at (?=http)/g, '，地址 '],
  [/: contains other files \((.*)\)\. Name .*$/gm, '：含有其他文件（$1）。请另选一个新目录保存记录'],
  [/ is not a loopback address: .*$/gm, ' 不是回环地址：本地模拟环境只在本机监听'],
  [/ is not a directory \(functions folder\)$/gm, ' 不是目录（云函数目录）'],
  [/^there is no function (.*) to inspect \(functions: (.*)\)$/gm, '没有可调试的云函数 $1（现有：$2）'],
  [/ is not a valid document: /g, ' 不是有效的记录：'],
  [/ needs answer or answers, and not both$/gm, ' 须有 answer 或 answers，且不能同时有'],
  [/^(.+?:\d+): /gm, '$1：'],
  [/：the fixtures /g, '：初始数据'],
]

/**
 * Translates a message about fixtures, faults, records or options.
 *
 * @example
 * inChinese('local-wechat.json:3: customers.0.password should be a string')
 * // 'local-wechat.json:3：customers.0.password 应为字符串'
 */
export function inChinese(message: string, texts = CHINESE): string {
  return texts.reduce((it, [english, chinese]) => it.replace(english, chinese), message)
}
