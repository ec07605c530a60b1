"""What has state."""
