/**
 * The PLC directory inside the server, below /plc: the same methods as plc.directory, for installations whose host
 * name is localhost (docs/adr/0007). Others answer 404 there.
 */
export { PlcDirectoryModule } from './plc-directory.module.js'
