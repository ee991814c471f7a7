import type { MessagePort } from 'node:worker_threads'
import type { GivenFixtures } from '../../emulator/state/fixturesSchema'

type Variables = Readonly<Record<string, string | undefined>>

/** What tests ask of their local WeChat; all but `take` hand on the variables of the tests. */
export type Task =
  /** A file of tests begins. */
  | { kind: 'begin'; env: Variables }
  /** A test begins. */
  | { kind: 'empty'; env: Variables }
  /** A function is about to be called. */
  | { kind: 'tell'; env: Variables }
  /** These fixtures are in force until the file ends. */
  | { kind: 'take'; fixtures: GivenFixtures }

/** Where the local WeChat of the tests is, and the ticket with which they make cloud calls. */
export interface Place {
  url: string
  ticket: string
}

/** What it answers: where it is, or why there is none. */
export type Answer = Place | { error: string }

/** A task with where its answer goes; whoever waits for it is woken when `done` becomes 1. */
export interface Request {
  task: Task
  port: MessagePort
  done: Int32Array
}
