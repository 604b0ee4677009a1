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
  | {
      /** an Owner has used the password though their domain demands single sign-on */
      readonly kind: 'break-glass-used'
      readonly did: string
    }
  | {
      /** somebody has made an Owner on the machine itself */
      readonly kind: 'owner-made'
      readonly did: string
      /** the account of the machine */
      readonly by: string
    }
  | {
      /** nothing is sent to a webhook any more */
      readonly kind: 'webhook-off'
      readonly host: string
    }
