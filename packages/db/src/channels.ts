/** NOTIFY channel of the feed; the payload is the newest `seq`. */
export const FEED_CHANNEL = 'kilter_feed';
