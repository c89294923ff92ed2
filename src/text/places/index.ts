export { PlaceReader, paragraphBreak } from './place-reader.js'
