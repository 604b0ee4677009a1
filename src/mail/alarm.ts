/** Something that those who answer for the service have to see to. */
export type Alarm =
  | {
      /** more people than usual were to leave, and nobody else does until somebody decides */
      readonly kind: 'leavers-stopped'
      readonly connectionId: string
      readonly connectionName: string
      /** how many have left */
      readonly left: number
    }
  | {
      /** a directory says that an Owner has left, who stays */
      readonly kind: 'owner-stays'
      readonly connectionName: string
      readonly did: string
    }
