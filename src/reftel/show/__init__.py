"""How a telegram is shown, decided in one place for every face."""
