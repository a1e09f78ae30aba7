"""What is known of the trade, as tables: TAGS, captions, posts, signals, orders. Rows name their source."""
