import { testDocs } from './testDocs'

testDocs('zh')
