import Commands

await CommandLineProgram.main()
