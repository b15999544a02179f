function __xiaomi_offers
    set -l words (commandline -opc) (commandline -ct)
    for line in (env _XIAOMI_COMPLETE=fish $words[1] $words[2..-1] 2>/dev/null)
        switch $line
            case :files
                complete -C"'' "(commandline -ct)
            case :dirs
                __fish_complete_directories (commandline -ct)
            case '*'
                echo $line
        end
    end
end
complete --command xiaomi --no-files --keep-order --arguments '(__xiaomi_offers)'
