"""Who answers? One folder or module an engine; only search.opening picks one."""
