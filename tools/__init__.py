"""What `./dev` is made of. Development only: never packaged with the addons."""
