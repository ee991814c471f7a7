import { inChinese } from '../../../../scripts/emulator/state/inChinese'

const damage = '5 of 6 changes and 7 of 8 entries are left, and some may be altered'

describe('inChinese', () => {
  it.each([
    ['F:2: not valid JSON (CloseBraceExpected)', 'F:2：不是有效的 JSON（CloseBraceExpected）'],
    ['C:\\p\\F.json:12: miniPrograms.0.secret is missing', 'C:\\p\\F.json:12：miniPrograms.0.secret 缺失'],
    ['F: there is no such file', 'F：文件不存在'],
    ['F: cannot be read: it is not a file', 'F：无法读取：不是普通文件'],
    ['F: cannot be read: it is larger than 10 MB', 'F：无法读取：超过 10 MB'],
    ['F: cannot be read: it is not UTF-8: save it in that encoding', 'F：无法读取：编码不是 UTF-8，请用 UTF-8 保存'],
    ['F: cannot be read: permission denied', 'F：无法读取：permission denied'],
    ['F: was deleted; the built-in fixtures stay in force', 'F：已删除，改用内置的初始数据'],
    ['F: read again', 'F：已重新读取'],
    ['F: not taken over; the last good version stays in force', 'F：未采用，仍使用上一个正确的版本'],
    ['F:1: a should be a number\nand 3 more', 'F:1：a 应为数字\n另有 3 处错误'],
    [
      'F:7: a.admn is unknown; did you mean admin? (known: admin, operator)',
      'F:7：a.admn 未知，是不是 admin？（可用：admin, operator）',
    ],
    ['F:7: a.other is unknown (known: admin, operator)', 'F:7：a.other 未知（可用：admin, operator）'],
    ['F:1: a should be a string', 'F:1：a 应为字符串'],
    ['F:1: a should not be empty', 'F:1：a 不能为空'],
    ['F:1: a should be a whole number', 'F:1：a 应为整数'],
    ['F:1: a should not be negative', 'F:1：a 不能为负数'],
    ['F:1: a should be true or false', 'F:1：a 应为 true 或 false'],
    ['F:1: the fixtures should be an object, {...}', 'F:1：初始数据应为对象 {...}'],
    ['F:1: a should be a list, [...]', 'F:1：a 应为列表 [...]'],
    ['F:1: stubs.0.api should be logistics.bindAccount', 'F:1：stubs.0.api 应为 logistics.bindAccount'],
    ['F:1: stubs.0.api should be a path alone, as /sns/x', 'F:1：stubs.0.api 只写路径，例如 /sns/x'],
    ['F:1: a should be 0 or 1 or 2', 'F:1：a 应为 0 或 1 或 2'],
    ['F: 0.times: should be 1 or more', 'F: 0.times: 不能小于 1'],
    ['F: 0.status: should be from 400 to 599', 'F: 0.status: 应为 400 到 599'],
    [
      'F: 0.kind: should be one of cut, delay (did you mean "cut"?)',
      'F: 0.kind: 应为以下之一：cut, delay（是不是 cut？）',
    ],
    ['F:1: a should be one of SF, TEST', 'F:1：a 应为以下之一：SF, TEST'],
    ['F:1: accounts contains the same appid, biz_id twice', 'F:1：accounts 含有重复的 appid, biz_id'],
    ['F:1: a.0 is not a valid document: the _id is null', 'F:1：a.0 不是有效的记录：the _id is null'],
    ['F:1: stubs.0 needs answer or answers, and not both', 'F:1：stubs.0 须有 answer 或 answers，且不能同时有'],
    ['D: the folder cannot be made: permission denied', 'D：无法创建目录：permission denied'],
    ['D: cannot be used: no space left', 'D：无法使用：no space left'],
    [
      `D: the records are damaged (${damage}). Move the folder away to start with new records`,
      'D：记录已损坏（更改共 6 处，剩 5 处；条目共 8 条，剩 7 条；部分内容可能有误）。请移走该目录，用新的记录启动',
    ],
    [
      'D: contains the LevelDB of another program; this one reads version 3. Use a newer local WeChat, or name another folder for the records',
      'D：含有其他程序或版本的 LevelDB，这里只能读取版本 3。请使用更新的版本，或换一个记录目录',
    ],
    [
      'D: in use by another local WeChat, process 12 at http://127.0.0.1:8787: use that one, end it, or name another folder',
      'D：正被另一个本地模拟环境（进程 12，地址 http://127.0.0.1:8787）使用。请使用它、结束它，或换一个目录',
    ],
    [
      'D: in use by another local WeChat, whose process is not known: use that one, end it, or name another folder',
      'D：正被另一个本地模拟环境（进程未知）使用。请使用它、结束它，或换一个目录',
    ],
    [
      'D: contains other files (a, b). Name a new folder for the records',
      'D：含有其他文件（a, b）。请另选一个新目录保存记录',
    ],
    [
      '0.0.0.0 is not a loopback address: the local WeChat listens on this machine only',
      '0.0.0.0 不是回环地址：本地模拟环境只在本机监听',
    ],
    ['/tmp/x is not a directory (functions folder)', '/tmp/x 不是目录（云函数目录）'],
    ['there is no function pay to inspect (functions: a, b)', '没有可调试的云函数 pay（现有：a, b）'],
  ])('translates %j', (english, chinese) => {
    expect(inChinese(english)).toBe(chinese)
  })
})
