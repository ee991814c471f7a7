import { beforeEach } from 'vitest'
import { suite } from './suite.js'

// The configuration of the project that the file of tests belongs to.
suite.begin(globalThis.__vitest_worker__?.config?.root)
beforeEach(() => suite.empty())
