"""Finding courses: an index on disk that follows the database, and what learners type read kindly."""
