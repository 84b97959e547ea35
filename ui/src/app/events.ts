/** Said on the window when somebody wants the kill switch, from wherever they are. */
export const KILL_EVENT = 'reprise:kill'
